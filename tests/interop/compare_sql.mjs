// Random SQL texts in the dialect of each database, in which sql-formatter's lexers and ours must
// find the same parameters, in the same order.   node compare_sql.mjs FOLDER-OF-node_modules PATH-OF-read-sql [TEXTS-OF-EACH-DIALECT]
import {spawnSync} from 'node:child_process';
import {createRequire} from 'node:module';
import {resolve} from 'node:path';

const [folder, program, count = 500] = process.argv.slice(2);
const {format} = createRequire(resolve(folder, 'x.js'))('sql-formatter');

let seed = 1447;
const below = (bound) => {
  seed = (seed * 1103515245 + 12345) % 2 ** 31;
  return Math.floor(seed / 65536) % bound;
};
const pick = (list) => list[below(list.length)];

const SIGNS = ["'", "''", '"', '`', '\\', '--', '/*', '*/', '#', '[', ']', '(', ')', '{', '}', '!', ':a', ':b', ' ', 'x', 'q', '\n'];
const noise = (...without) => {
  let text = '';
  for (let left = below(6); left > 0; left--) text += pick(SIGNS);
  return without.reduce((rest, sign) => rest.replaceAll(sign, ''), text);
};

const doubled = (quote) => quote + noise().replaceAll(quote, quote + quote) + 'x' + quote;
const escaped = (quote) => quote + noise().replaceAll('\\', '\\\\').replaceAll(quote, '\\' + quote) + quote;
const name = () => doubled('"');
const backticks = () => '`' + noise('`') + 'x`';
const line = (sign) => sign + noise('\n') + '\n';
const block = () => '/* ' + noise('*', '/') + ' */';
const nested = () => '/* ' + noise('*', '/') + ' ' + block() + noise('*', '/') + ' */';
const qQuoted = () => {
  const [open, close] = pick(['[]', '{}', '<>', '()']);
  return pick(['q', 'Q', 'nq', 'Nq']) + "'" + open + noise(close, '\n') + close + "'";
};
const plain = () => pick(['', 'N']) + doubled("'");

const DIALECTS = {
  sqlite: [() => doubled("'"), name, backticks, () => '[' + noise('[', ']') + 'x]', block, () => line('--')],
  postgresql: [() => doubled("'"), name, () => 'E' + escaped("'"), () => '$$' + noise() + '$$', () => '$x$' + noise() + '$x$',
               block, nested, () => line('--')],
  mysql: [() => escaped("'"), () => escaped('"'), backticks, block, () => line('#'), () => line('-- ')],
  mariadb: [() => escaped("'"), () => escaped('"'), backticks, block, () => line('#'), () => line('-- ')],
  transactsql: [plain, name, () => '[' + noise('[').replaceAll(']', ']]') + 'x]', block, nested, () => line('--')],
  plsql: [plain, name, qQuoted, qQuoted, block, () => line('--')],
};

const texts = Object.keys(DIALECTS).flatMap((dialect) => Array.from({length: count}, () => {
  let items = '';
  for (let left = 1 + below(7); left > 0; left--) items += pick([() => ':a', () => ':b', ...DIALECTS[dialect]])() + ' , ';
  return {dialect, sql: `SELECT ${items}:b FROM t\n`};
}));

const input = texts.map(({dialect, sql}) => `${dialect} ${Buffer.from(sql).toString('hex')}\n`).join('');
const ours = spawnSync(program, {input, encoding: 'utf8', maxBuffer: 2 ** 28}).stdout.split('\n');
let faults = 0;
let found = 0;
texts.forEach(({dialect, sql}, i) => {
  const text = format(sql, {language: dialect, paramTypes: {named: [':']}, params: {a: '@a@', b: '@b@'}});
  const theirs = [...text.matchAll(/@([ab])@/g)].map(([, parameter]) => parameter + ' ').join('');
  found += theirs.length / 2;
  if (ours[i] === theirs) return;
  if (++faults <= 10) console.log(`${dialect} ${JSON.stringify(sql)}: ${ours[i]}, not ${theirs}`);
});
console.log(`${texts.length} texts, ${found} parameters, ${faults} read differently`);
process.exit(faults === 0 && found > texts.length ? 0 : 1);
