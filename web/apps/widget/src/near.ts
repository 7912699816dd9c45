/** Whoever is this close to the end of the chat follows it. */
export const NEAR_END_PX = 60;
