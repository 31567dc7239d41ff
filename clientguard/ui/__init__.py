"""The screens. They call actions, read views, and show; what changed reaches them through one signal."""

from clientguard.ui.look import pyside_features

pyside_features.leave_out()
