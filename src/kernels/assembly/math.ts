/** What the engine computes, so that it is the same there and here. */

/** Math.log */
export declare function log(x: f64): f64;

/** Math.exp */
export declare function exp(x: f64): f64;
