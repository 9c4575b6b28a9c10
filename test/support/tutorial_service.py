"""The tutorial's service, as it stands there, by the model of a joblib file: tutorial_service.py MODEL
It prints the port that it listens at."""
import socket
import sys

import joblib
import uvicorn
from fastapi import Depends, FastAPI
from pydantic import BaseModel


class PredictionInput(BaseModel):
    text: str


class PredictionOutput(BaseModel):
    category: str


class NewsgroupsModel:
    model = None
    targets = None

    def load_model(self):
        self.model, self.targets = joblib.load(sys.argv[1])

    async def predict(self, input: PredictionInput) -> PredictionOutput:
        if self.model is None or self.targets is None:
            raise RuntimeError("Model is not loaded")
        prediction = self.model.predict([input.text])
        return PredictionOutput(category=self.targets[prediction[0]])


app = FastAPI()
newsgroups_model = NewsgroupsModel()


@app.post("/prediction")
async def prediction(output: PredictionOutput = Depends(newsgroups_model.predict)) -> PredictionOutput:
    return output


@app.on_event("startup")
async def startup():
    newsgroups_model.load_model()


listening = socket.create_server(("127.0.0.1", 0))
print(f"port {listening.getsockname()[1]}", flush=True)
uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[listening])
