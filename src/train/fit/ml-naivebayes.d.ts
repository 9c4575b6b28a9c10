/** What this project uses of ml-naivebayes, which has no types of its own. */
declare module "ml-naivebayes" {
  interface Matrix {
    get(row: number, column: number): number;
  }

  export class MultinomialNB {
    /** Logs of the priors, one row a class. */
    priorProbability: Matrix;
    /** Logs of the conditional probabilities, one row a class, one column a feature. */
    conditionalProbability: Matrix;
    train(trainingSet: ArrayLike<number>[], trainingLabels: number[]): void;
    predict(dataset: ArrayLike<number>[]): number[];
    static load(model: {
      name: "MultinomialNB";
      priorProbability: ArrayLike<number>[];
      conditionalProbability: ArrayLike<number>[];
    }): MultinomialNB;
  }
}
