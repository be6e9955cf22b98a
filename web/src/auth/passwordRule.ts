/** As the server has it. */
export const shortestPassword = 8;
