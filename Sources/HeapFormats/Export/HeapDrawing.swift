import HeapModel
import Runtimes

/// Writes the heap at one position in a language of programs that draw: Graphviz or Mermaid.
///
/// Strong references are solid, weak ones dashed; what is unreachable is dashed, what is dying has a
/// double border. Every text is escaped, so that a name from a file stays a label.
public enum HeapDrawing: String, CaseIterable, Sendable {
  /// The language of Graphviz.
  case dot
  /// The language of Mermaid's flowcharts.
  case mermaid

  /// The heap at the position of a timeline, with a line feed at its end. O(objects + slots).
  public func text(of timeline: Timeline) -> String {
    let picture = HeapPicture(timeline)
    switch self {
    case .dot: return Self.dot(picture)
    case .mermaid: return Self.mermaid(picture)
    }
  }

  // MARK: Graphviz

  private static func dot(_ picture: HeapPicture) -> String {
    var lines = [
      "digraph heap {",
      "  rankdir=LR",
      "  label=\(quoted(picture.title))",
      "  node [shape=box, fontname=\"sans-serif\"]",
      "  edge [fontname=\"sans-serif\", fontsize=10]",
    ]
    for (index, root) in picture.roots.enumerated() {
      lines.append("  name\(index) [label=\(quoted(root.name)), shape=plaintext]")
    }
    for node in picture.nodes {
      let label = quoted("\(node.name)\n\(counts(node))")
      lines.append("  object\(node.object.index) [label=\(label)\(style(node.state))]")
    }
    for (index, root) in picture.roots.enumerated() {
      lines.append("  name\(index) -> object\(root.target.index)")
    }
    for edge in picture.edges {
      var attributes: [String] = []
      if !edge.label.isEmpty { attributes.append("label=\(quoted(edge.label))") }
      if !edge.isStrong { attributes.append("style=dashed") }
      let list = attributes.isEmpty ? "" : " [\(attributes.joined(separator: ", "))]"
      lines.append("  object\(edge.source.index) -> object\(edge.target.index)\(list)")
    }
    return lines.joined(separator: "\n") + "\n}\n"
  }

  private static func style(_ state: HeapPicture.State) -> String {
    switch state {
    case .live: ""
    case .unreachable: ", style=dashed, color=gray40, fontcolor=gray40"
    case .dying: ", peripheries=2, color=red"
    case .resurrected: ", penwidth=2, color=darkgreen"
    case .leaked: ", penwidth=2, color=purple"
    }
  }

  /// A quoted identifier: nothing but the quote ends it, and backslashes are doubled.
  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      // Graphviz reads entities of HTML in labels.
      case "&": result += "&amp;"
      case _ where ByteBuffer.isDangerous(scalar): result += "\\" + PythonRepr.escape(scalar)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  // MARK: Mermaid

  private static func mermaid(_ picture: HeapPicture) -> String {
    var lines = ["flowchart LR"]
    if !picture.title.isEmpty {
      lines.append("  %% \(picture.title.unicodeScalars.map(commented).joined())")
    }
    for (index, root) in picture.roots.enumerated() {
      lines.append("  name\(index)([\(entity(root.name))])")
    }
    for node in picture.nodes {
      lines.append("  object\(node.object.index)[\(entity("\(node.name)\n\(counts(node))"))]")
    }
    for (index, root) in picture.roots.enumerated() {
      lines.append("  name\(index) --> object\(root.target.index)")
    }
    for edge in picture.edges {
      let arrow = edge.isStrong ? "-->" : "-.->"
      let label = edge.label.isEmpty ? "" : "|\(entity(edge.label))|"
      lines.append("  object\(edge.source.index) \(arrow)\(label) object\(edge.target.index)")
    }
    for state in HeapPicture.State.allCases {
      let members = picture.nodes.filter { $0.state == state && state != .live }
      guard !members.isEmpty else { continue }
      lines.append("  classDef \(state.rawValue) \(mermaidStyle(state))")
      let names = members.map { "object\($0.object.index)" }.joined(separator: ",")
      lines.append("  class \(names) \(state.rawValue)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func mermaidStyle(_ state: HeapPicture.State) -> String {
    switch state {
    case .live: ""
    case .unreachable: "stroke-dasharray:4 4,color:#666"
    case .dying: "stroke:#c00,stroke-width:3px"
    case .resurrected: "stroke:#080,stroke-width:3px"
    case .leaked: "stroke:#808,stroke-width:3px"
    }
  }

  /// A quoted label in which whatever means something to Mermaid is an entity.
  private static func entity(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": result += "<br/>"
      case "a"..."z", "A"..."Z", "0"..."9", " ", ".", "_", "'", "(", ")", "[", "]", ",", "●", "○",
        ":", "=", "-":
        result.unicodeScalars.append(scalar)
      case _ where ByteBuffer.isDangerous(scalar):
        result += "#92;" + PythonRepr.escape(scalar).dropFirst()
      default: result += "#\(scalar.value);"
      }
    }
    return result + "\""
  }

  /// A comment ends with its line; braces would begin a directive.
  private static func commented(_ scalar: Unicode.Scalar) -> String {
    scalar == "{" ? "(" : scalar == "}" ? ")" : printable(scalar)
  }

  private static func printable(_ scalar: Unicode.Scalar) -> String {
    ByteBuffer.isDangerous(scalar) ? PythonRepr.escape(scalar) : String(scalar)
  }

  private static func counts(_ node: HeapPicture.Node) -> String {
    "●\(node.strongCount) ○\(node.weakCount)"
  }
}
