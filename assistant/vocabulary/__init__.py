"""What is known about declaration forms, as data (YAML) with typed, cached loaders."""
