import Glibc

exit(runCommandLine(FileName.arguments()))
