"""The screens. They call actions, read views, and show; what changed reaches them through one signal."""
