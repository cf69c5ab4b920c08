"""Imports every module of the packages in the folder that is named, and prints the names of the packages with how many operations each has."""

import importlib
import pkgutil
import sys

folder = sys.argv[1]
sys.path.insert(0, folder)
for package in sorted(module.name for module in pkgutil.iter_modules([folder])):
    root = importlib.import_module(package)
    names = [module.name for module in pkgutil.walk_packages(root.__path__, package + ".")]
    modules = [importlib.import_module(name) for name in names]
    print(package, sum(hasattr(module, "sync_detailed") for module in modules))
