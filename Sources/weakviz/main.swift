print("weakviz")
