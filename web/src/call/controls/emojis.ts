/** Reactions to choose from during a call. */
export const callEmojis = ['👍', '❤️', '😂', '👏', '🎉', '😮', '😢', '🤔'] as const;
