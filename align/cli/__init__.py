"""The command line: one thin module a command. Only this room prints and exits."""
