// The search folding of the server (src/language/search_fold.cpp), for lists that the page has whole.
const marks = /[\u00ad\u0610-\u061c\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u200b-\u200f\u2060-\u2069\ufeff]/g;
const letters = {
  "\u0622": "\u0627", "\u0623": "\u0627", "\u0625": "\u0627", "\u0671": "\u0627", "\u0624": "\u0648",
  "\u0626": "\u064a", "\u0649": "\u064a", "\u06cc": "\u064a", "\u0629": "\u0647", "\u06a9": "\u0643",
  "\u06c1": "\u0647",
};

/** Western digits for Arabic and Persian ones. */
export const westernDigits = (text) =>
  text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf));

export const fold = (text) =>
  westernDigits(text.normalize("NFC").replace(marks, ""))
    .replace(/[\u0622-\u06cc]/g, (letter) => letters[letter] ?? letter)
    .toLowerCase().replace(/\s+/g, " ").trim();

/** Whether a text has all words of what was typed. */
export const matchesWords = (text, typed) => {
  const folded = fold(text);
  return fold(typed).split(" ").every((word) => folded.includes(word));
};
