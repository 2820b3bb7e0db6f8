"""What tests share: how okrctl is run, and workspaces, repositories and texts to run it on."""
