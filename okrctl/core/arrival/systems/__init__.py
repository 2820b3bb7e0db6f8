"""The tools, in modules by how their exports are made; each module has its tools in ``TOOLS``."""
