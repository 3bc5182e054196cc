"""The pytest plugin of fakeaws.

Installed, it loads by its entry point `fakeaws`. Where plugin autoloading is off, say
`pytest_plugins = ["conftest_plugin"]` in the root conftest.py. Both together load it once.
"""

from __future__ import annotations

import pytest

from conftest_plugin import plugin


def pytest_addoption(pluginmanager: pytest.PytestPluginManager) -> None:
    if not pluginmanager.is_registered(plugin):
        pluginmanager.register(plugin, "fakeaws")
