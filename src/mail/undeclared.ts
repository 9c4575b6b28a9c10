/** What a text is where nothing declares it: HTML, or a message that has lost its header. Told by how it begins, before what reads it is loaded. */

const START = /\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)?<(?:!doctype\s+html|html)[\s>]/iy;
const TAG = /<[a-z/]/gi;

/** Whether a document of HTML begins at an offset; a text that speaks of `<html>` has no other tag. */
export function isHtml(text: string, from: number): boolean {
  START.lastIndex = from;
  if (!START.test(text)) return false;
  TAG.lastIndex = START.lastIndex;
  return TAG.test(text);
}

const FIRST_PART =
  /^\s*(?:This is a multi-?part message[^\n]{0,200}\n\s*)?--(?!-*\s)\S[^\n]{0,100}\r?\nContent-[a-z-]{2,30}:/i;

/** Whether a text begins with the first part of a message whose header has been cut off. */
export function isParts(text: string): boolean {
  return FIRST_PART.test(text);
}
