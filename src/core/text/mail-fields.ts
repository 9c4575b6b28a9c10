/** Names of header fields: what tells a message from a note whose lines have colons. */

/** Names without a hyphen that mail and news use (RFC 1036, RFC 2076, RFC 5322, RFC 5536, and the mailers of the time). */
export const MAIL_FIELDS: ReadonlySet<string> = new Set([
  ..."from to cc bcc subject date sent sender received path newsgroups organization organisation distribution lines".split(
    " ",
  ),
  ..."keywords summary references expires approved control supersedes xref originator moderator disclaimer".split(" "),
  ..."comments encoding encrypted status precedence importance priority sensitivity replyto".split(" "),
]);

/** Whether mail uses a name of a field, in lower case. Names with a hyphen (`Reply-To`, `X-Mailer`) are of mail as a rule. */
export function isMailField(name: string): boolean {
  return MAIL_FIELDS.has(name) || name.includes("-");
}
