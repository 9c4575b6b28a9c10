/** Tables through `predict --csv`: two more columns, and all else byte for byte. */

import { Writable } from "node:stream";
import { describe, expect, it } from "vitest";
import { dump, train } from "../../../src/index.js";
import { put, temporaryFolder } from "../../support/folders.js";
import { type Outcome, runBin, runHere } from "../../support/run-command.js";
import { putModel } from "../../support/sample-corpus.js";

async function predict(stdin: string | Uint8Array, ...options: string[]): Promise<Outcome> {
  return runHere(["predict", "-m", await putModel(temporaryFolder()), "--csv", ...options], { stdin });
}

/** Probabilities are what they are; tests of the model look at them. */
const withoutNumbers = (table: string): string => table.replace(/[01]\.\d+/g, "#");

async function answered(stdin: string | Uint8Array, ...options: string[]): Promise<string> {
  const { code, stdout, stderr } = await predict(stdin, ...options);
  expect([code, stderr]).toEqual([0, ""]);
  return withoutNumbers(stdout);
}

describe("predict --csv", () => {
  it("adds a category and its probability to each row", async () => {
    const { stdout } = await predict("id,text\n1,puck goalie\n");
    expect(stdout).toMatch(/^id,text,category,probability\n1,puck goalie,hockey,(0\.\d{1,6}|1)\n$/);
    const ndjson = await runHere(["predict", "-m", await putModel(temporaryFolder()), "--ndjson"], {
      stdin: '{"text":"puck goalie"}',
    });
    expect(stdout.trimEnd().split(",").at(-1)).toBe(String(JSON.parse(ndjson.stdout).probability));
  });

  it("keeps quotes, blanks, line ends and a last line without end", async () => {
    const table = 'id, "text" ,"n"\r\n"1","puck, ""goalie""\r\nrink",\n\r\n007 ,engine,"a';
    expect(await answered(table)).toBe(
      'id, "text" ,"n",category,probability\r\n"1","puck, ""goalie""\r\nrink",,hockey,#\n\r\n007 ,engine,"a,autos,#',
    );
  });

  it.each([";", "\t", "|"])("guesses the delimiter %j", async (delimiter) => {
    const table = ["id,text,note", "1,puck goalie,x", "2,engine,y", ""].join("\n").replaceAll(",", delimiter);
    expect(await answered(table)).toBe(
      ["id,text,note,category,probability", "1,puck goalie,x,hockey,#", "2,engine,y,autos,#", ""]
        .join("\n")
        .replaceAll(",", delimiter),
    );
  });

  it("reads what Excel writes: a byte order mark, semicolons, a line that names the delimiter, rows of nothing", async () => {
    expect(await answered("\ufeffid;text\r\n1;puck\r\n;\r\n")).toBe(
      "\ufeffid;text;category;probability\r\n1;puck;hockey;#\r\n;;;\r\n",
    );
    expect(await answered("sep=;\r\nid;text\r\n1;puck, or not\r\n")).toBe(
      "sep=;\r\nid;text;category;probability\r\n1;puck, or not;hockey;#\r\n",
    );
  });

  it("reads tables whose lines end in CR, as those of old Macs do", async () => {
    expect(await answered('id,text\r1,"puck\rgoalie"\r2,engine\r')).toBe(
      'id,text,category,probability\r1,"puck\rgoalie",hockey,#\r2,engine,autos,#\r',
    );
  });

  it("writes UTF-16, as Excel's Unicode text is, as UTF-8", async () => {
    const table = Buffer.from("\ufeffid\ttext\r\n1\tpuck \u2014 \u00e9\r\n", "utf16le");
    expect(await answered(table)).toBe("\ufeffid\ttext\tcategory\tprobability\r\n1\tpuck \u2014 \u00e9\thockey\t#\r\n");
  });

  it("keeps bytes that are no UTF-8", async () => {
    const table = Buffer.from("id;text\nB\xfcro;puck \x80\n", "latin1");
    const outcome = await runBin(["predict", "-m", await putModel(temporaryFolder()), "--csv"], { stdin: table });
    expect(withoutNumbers(outcome.stdout)).toBe(
      Buffer.from("id;text;category;probability\nB\xfcro;puck \x80;hockey;#\n", "latin1").toString(),
    );
  });

  it("writes categories as the table is encoded, if that can be", async () => {
    const model = put(
      temporaryFolder(),
      "model",
      await dump(
        await train([
          { label: "caf\u00e9", text: "coffee" },
          { label: "\u043a\u0443\u0445\u043d\u044f", text: "kitchen" },
        ]),
      ),
    );
    const written = async (encoding: BufferEncoding): Promise<string> => {
      const stdin = Buffer.from("text,n\ncoffee,\xe9\nkitchen,\xe9\n", encoding);
      const chunks: Buffer[] = [];
      const stdout = new Writable({
        write(chunk: Buffer, _, done) {
          chunks.push(chunk);
          done();
        },
      });
      await runHere(["predict", "-m", model, "--csv"], { stdin, stdout });
      return withoutNumbers(Buffer.concat(chunks).toString("latin1"));
    };
    const kitchen = Buffer.from("\u043a\u0443\u0445\u043d\u044f").toString("latin1");
    const header = "text,n,category,probability\n";
    expect(await written("latin1")).toBe(`${header}coffee,\xe9,caf\xe9,#\nkitchen,\xe9,${kitchen},#\n`);
    expect(await written("utf8")).toBe(`${header}coffee,\xc3\xa9,caf\xc3\xa9,#\nkitchen,\xc3\xa9,${kitchen},#\n`);
  });

  it("replaces the columns of these names, and returns its own output unchanged", async () => {
    const table = 'category,text,"probability",n\n"?","puck goalie",,1\nchess,engine,0.5,2\n';
    const first = (await predict(table)).stdout;
    expect(withoutNumbers(first)).toBe('category,text,"probability",n\nhockey,"puck goalie",#,1\nautos,engine,#,2\n');
    expect((await predict(first)).stdout).toBe(first);
    expect(await answered("text,category\npuck,x\n")).toBe("text,category,probability\npuck,hockey,#\n");
  });

  it("takes the column that --text-field names, or numbers", async () => {
    expect(await answered("a,b\nengine,puck\n", "--text-field", "b")).toBe(
      "a,b,category,probability\nengine,puck,hockey,#\n",
    );
    expect(await answered("engine,puck\norbit,1\n", "--text-field", "1")).toBe(
      "engine,puck,autos,#\norbit,1,space,#\n",
    );
    expect(await answered("1,puck\n2,orbit\n", "--text-field", "2")).toBe("1,puck,hockey,#\n2,orbit,space,#\n");
    expect(await answered("Name,Nachricht\nA,puck or goalie\n", "--text-field", "2")).toBe(
      "Name,Nachricht,category,probability\nA,puck or goalie,hockey,#\n",
    );
    expect(await answered("text,b\nengine,puck\n", "--text-field", "2")).toBe(
      "text,b,category,probability\nengine,puck,hockey,#\n",
    );
  });

  it("joins the columns of a title and a description", async () => {
    expect(await answered("title,description\nnews,puck goalie\npuck,\n")).toBe(
      "title,description,category,probability\nnews,puck goalie,hockey,#\npuck,,hockey,#\n",
    );
  });

  it.each([
    [["a,b\n1,2\n"], 'cannot tell which column is the text: 1 "a", 2 "b"; give --text-field'],
    [["body,message\n1,2\n"], 'the text may be in "body", "message"; say which with --text-field'],
    [["a,b\n1,2\n", "--text-field", "c"], 'no field "c"; its fields are "a", "b"'],
    [["a,b\n1,2\n", "--text-field", "3"], 'no column 3; its columns are 1 "a", 2 "b"'],
  ])("refuses %j", async ([table, ...options], words) => {
    const { code, stdout, stderr } = await predict(table!, ...options);
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/^newsgroups: standard input: [^\n]+\n$/);
    expect(stderr).toContain(words);
  });

  it("refuses what is not a table of text", async () => {
    for (const [table, kind] of [
      [Buffer.from("id,text\n1,puck\n", "utf16le"), "is UTF-16 without a byte order mark"],
      [Buffer.from("\x89PNG\r\n\x1a\n\0", "latin1"), "is a PNG image"],
    ] as const) {
      const { code, stdout, stderr } = await predict(table);
      expect([code, stdout, stderr]).toEqual([
        1,
        "",
        `newsgroups: standard input: ${kind}, expected a table of text\n`,
      ]);
    }
  });

  it("leaves the category of a bad row empty, warns with its line, and goes on", async () => {
    const table = 'id,text,n\n1," ",x\n2,"binary\u0000data",\n3\n4,puck,5,6\n5,puck\n6,"orbit\n",7,\n';
    const { code, stdout, stderr } = await predict(table);
    expect(code).toBe(0);
    expect(withoutNumbers(stdout)).toBe(
      'id,text,n,category,probability\n1," ",x,,\n2,"binary\u0000data",,,\n3,,,,\n4,puck,5,,,6\n5,puck,,hockey,#\n6,"orbit\n",7,space,#,\n',
    );
    expect(stderr.split("\n")).toEqual([
      "newsgroups: warning: line 2: the text is empty",
      expect.stringMatching(/^newsgroups: warning: line 3: the text is binary data/),
      "newsgroups: warning: line 4: 1 field, but the first row has 3",
      "newsgroups: warning: line 5: 4 fields, but the first row has 3",
      "",
    ]);
    const strict = await predict(table, "--strict", "--quiet");
    expect(strict).toEqual({
      code: 1,
      stdout,
      stderr: "newsgroups: standard input: 4 of 6 rows cannot be classified (--strict)\n",
    });
  });

  it("writes unknown with --min-probability", async () => {
    expect(await answered("text\nqwxzy\npuck goalie\n", "--min-probability", "0.9")).toMatch(
      /^text,category,probability\nqwxzy,unknown,#\npuck goalie,(hockey|unknown),#\n$/,
    );
  });

  it("prints nothing for nothing", async () => {
    expect(await answered("")).toBe("");
    expect(await answered("text\n")).toBe("text,category,probability\n");
  });

  it.each([["--json"], ["--why"], ["--top", "2"], ["--lines"], ["--ndjson"], ["--file", "x"], ["puck"]])(
    "cannot be had with %s",
    async (...args) => {
      const { code, stderr } = await predict("text\npuck\n", ...args);
      expect(code).toBe(2);
      expect(stderr).toContain("--csv");
    },
  );
});

describe("predict --text-field", () => {
  it("names the field of records", async () => {
    const model = await putModel(temporaryFolder());
    const args = ["predict", "-m", model, "--ndjson", "--text-field", "body"];
    const { stdout } = await runHere(args, { stdin: '{"body":"puck","text":"orbit"}\n{"text":"orbit"}\n' });
    const [first, second] = stdout.split("\n").map((line) => line && JSON.parse(line));
    expect(first).toMatchObject({ body: "puck", text: "orbit", category: "hockey" });
    expect(second).toMatchObject({ text: "orbit", error: { message: '"body" is missing; expected {"body": "..."}' } });
  });

  it("needs fields", async () => {
    const { code, stderr } = await runHere(["predict", "--text-field", "body", "--lines"], { stdin: "puck" });
    expect(code).toBe(2);
    expect(stderr).toContain("--text-field: only records and tables have fields");
  });
});
