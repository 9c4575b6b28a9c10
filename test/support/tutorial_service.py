"""Runs the tutorial's service with a model: tutorial_service.py MODEL
It prints the port that it listens at."""
import os
import socket
import sys
from pathlib import Path

import uvicorn

os.environ["MODEL"] = sys.argv[1]
sys.path.insert(0, str(Path(__file__).parents[2] / "bench" / "serving"))
from tutorial import app  # noqa: E402

listening = socket.create_server(("127.0.0.1", 0))
print(f"port {listening.getsockname()[1]}", flush=True)
uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[listening])
