/** A page with two cards as the interview material has them. */
export const CARD_PAGE = `# A page

## Chapter 1: First things

Text before the cards.

### Questions

#### What is first?

\`first-card\` · screening · technical · corpus

The first is [81.11 %](../results/numbers.md#model2-strict-f1), as code shows:

\`\`\`sh
#### this is no heading
\`\`\`

**Follow-up.** And then? Then [70 %](../results/numbers.md#look-up) follows.

**Evidence.** [Notebook 06](../notebooks/06-comparison.ipynb), \`npx nerbook claims\`.

## Numbers to defend

#### This number

\`defend-this-number\` · staff · behavioral · metrics

[81.11 %](../results/numbers.md#model2-strict-f1) on the test part.

**Where it comes from.** From records.

**What it hides.** Much.

**What would change it.** Another corpus.

**Evidence.** [Numbers](../results/numbers.md).
`;
