/** tinypool 2.2 names a global Worker in its types, which Node has not; nothing here depends on what it is. */
interface Worker {
  readonly resourceLimits?: object;
}
