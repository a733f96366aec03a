"""Facts and precedents → a draft, with every number proved."""
