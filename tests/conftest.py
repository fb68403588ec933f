"""For all tests. Where the surroundings tell Python to keep nothing that it compiled, as many containers do, every
process that a test starts (commands, servers, the copies of the house) would compile all of ours anew."""

import os
import sys

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
