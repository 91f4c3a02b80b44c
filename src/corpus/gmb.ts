/** The Kaggle "Annotated Corpus for Named Entity Recognition" (GMB): the facts that identify its file. */
export const GMB_SHA256 = "83257dd94ed59596809dc9f5b28f1f035c9d925d5a647f266db43a2f098e8f1a";
export const GMB_BYTES = 15_208_151;
export const GMB_FILE_NAME = "ner_dataset.csv";

/** Where a copy lies; a `.zip` holds the file as its member named `ner_dataset.csv`. */
export interface DownloadAddress {
  readonly url: string;
  readonly zipped: boolean;
}

const RAW = "https://raw.githubusercontent.com";

/** Public copies, each pinned to a commit, tried in this order. */
export const GMB_ADDRESSES: readonly DownloadAddress[] = [
  { url: `${RAW}/susanli2016/NLP-with-Python/ffb3b4ee7af926ff926d9169530a7859f96bcf86/data/ner_dataset.csv`, zipped: false },
  {
    url: `${RAW}/codingtime123/Named-Entity-Recognition-with-NLP/bae7eccc99b1ca894587a959e3d1a707d7f0853a/ner_dataset.csv.zip`,
    zipped: true,
  },
  { url: `${RAW}/alexisperrier/UM6P_NLP_NOV2019/749330a428dc8850008e797edaa4383775ef45d2/data/ner_dataset.csv.zip`, zipped: true },
];
