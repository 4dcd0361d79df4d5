import ArgumentParser

/// What a shell reads in order to complete commands: the parser's script, and that the first word
/// may be a scenario as well as a verb, which the parser's script does not know.
enum CompletionScript {
  /// The script that the arguments ask for; nil where they ask for something else, or for a shell
  /// that the parser complains about.
  static func asked(by arguments: [String]) -> String? {
    guard arguments.count == 2, arguments[0] == "--generate-completion-script",
      let shell = CompletionShell(rawValue: arguments[1])
    else { return nil }
    let script = Weakviz.completionScript(for: shell)
    switch shell {
    case .bash: return script + "\n" + bash
    case .fish: return script + "\n" + fish
    case .zsh:
      // The script ends with a call of itself, before which the addition has to stand.
      guard let end = script.ranges(of: "\nif [[ \"${funcstack[1]}\"").last else { return script }
      return script[..<end.lowerBound] + "\n" + zsh + script[end.lowerBound...] + "\n"
    default: return script
    }
  }

  /// Bash breaks words at `@`, so that what it replaces is the name without it.
  private static let bash = #"""
    _weakviz_or_scenario() {
      local word="${COMP_LINE:0:COMP_POINT}"
      word="${word##*[[:space:]]}"
      if [[ $word == @* ]]; then
        local names="$("${COMP_WORDS[0]}" list --names)"
        mapfile -t COMPREPLY < <(compgen -W "${names//@/}" -- "${word#@}")
        return
      fi
      _weakviz "$@"
      if [[ $COMP_CWORD -eq 1 && $word != -* ]]; then
        mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(
          compgen -d -- "$word"
          compgen -f -X '!*.json' -- "$word"
        )
      fi
    }

    complete -o filenames -F _weakviz_or_scenario weakviz

    """#

  private static let zsh = #"""
    functions[_weakviz_verb]="${functions[_weakviz]}"

    _weakviz() {
      local -i ret=1 current="${CURRENT}"
      local program="${words[1]}"
      _weakviz_verb "${@}" && ret=0
      if (( current == 2 )) && [[ "${PREFIX}" != -* ]]; then
        if [[ "${PREFIX}" = @* ]]; then
          local -a names=("${(@f)$("${program}" list --names)}")
          compadd -- "${names[@]}" && ret=0
        fi
        _files -g '*.json' && ret=0
      fi
      return "${ret}"
    }

    """#

  private static let fish = #"""
    function __weakviz_is_first
        test (count (commandline -poc)) -eq 1
    end

    function __weakviz_names
        set -l program (commandline -poc)[1]
        $program list --names
    end

    complete -c weakviz -n __weakviz_is_first -a '(__weakviz_names)' -d Scenario
    complete -c weakviz -n __weakviz_is_first -a '(__fish_complete_suffix .json)'

    """#
}
