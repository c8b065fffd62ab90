"""The menus: from the file an owner edits to the Flow a dialogue walks through."""
