/** Telling HTML where nothing declares it: by how it begins. Before the HTML reader is loaded. */

const START = /\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)?<(?:!doctype\s+html|html)[\s>]/iy;
const TAG = /<[a-z/]/gi;

/** Whether a document of HTML begins at an offset; a text that speaks of `<html>` has no other tag. */
export function isHtml(text: string, from: number): boolean {
  START.lastIndex = from;
  if (!START.test(text)) return false;
  TAG.lastIndex = START.lastIndex;
  return TAG.test(text);
}
