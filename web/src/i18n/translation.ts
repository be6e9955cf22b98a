/** The same words in another language. Languages without a singular leave the `_one` forms out. */
export type Translation<T> = T extends string
  ? string
  : { [K in keyof T as K extends `${string}_one` ? never : K]: Translation<T[K]> } & { [K in keyof T as K extends `${string}_one` ? K : never]?: Translation<T[K]> };
