// What the page's code is linted by. Names that are not there are tsc's matter.
import js from "@eslint/js";

const MARKUP = ["innerHTML", "outerHTML", "insertAdjacentHTML", "setHTMLUnsafe", "parseHTMLUnsafe"];

export default [
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "no-undef": "off",
      eqeqeq: "error",
      "no-var": "error",
      "prefer-const": "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-self-compare": "error",
      "no-unmodified-loop-condition": "error",
      "no-use-before-define": ["error", { functions: false, variables: false }],
      "no-param-reassign": "error",
      "array-callback-return": "error",
      // Text of the data is never markup.
      "no-restricted-properties": ["error", ...MARKUP.map((property) => ({ property })), { object: "document", property: "write" }],
    },
  },
  {
    // The rules see what they are given and nothing else.
    files: ["kg/publish/page/browser/rules/*.js"],
    rules: {
      "no-restricted-imports": ["error", { patterns: ["../*"] }],
      "no-restricted-syntax": ["error", { selector: "Program > VariableDeclaration[kind!='const']", message: "a rule keeps nothing" }],
      "no-restricted-globals": ["error", "document", "window", "globalThis", "location", "localStorage", "Date", "fetch"],
    },
  },
];
