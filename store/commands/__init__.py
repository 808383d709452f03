"""The commands, a module a family; each module lists its own in `COMMANDS`."""
