export const shortestPassword = 10;
