"""The service as tutorials write it: FastAPI, a joblib file, an async method that is injected with Depends.

MODEL=model.joblib uvicorn tutorial:app --port 8000
"""

import os

import joblib
from fastapi import Depends, FastAPI
from pydantic import BaseModel


class PredictionInput(BaseModel):
    text: str


class PredictionOutput(BaseModel):
    category: str


class NewsgroupsModel:
    model = None
    categories = None

    def load_model(self):
        self.model, self.categories = joblib.load(os.environ["MODEL"])

    async def predict(self, input: PredictionInput) -> PredictionOutput:
        if self.model is None or self.categories is None:
            raise RuntimeError("Model is not loaded")
        label = self.model.predict([input.text])[0]
        return PredictionOutput(category=self.categories[label])


app = FastAPI()
newsgroups_model = NewsgroupsModel()


@app.post("/prediction", response_model=PredictionOutput)
async def prediction(output: PredictionOutput = Depends(newsgroups_model.predict)) -> PredictionOutput:
    return output


@app.on_event("startup")
async def startup():
    newsgroups_model.load_model()
