"""The search: what of every page goes into its index, which words mean the same, the files for the browser."""
