package dev.constitution.text;

/**
 * A short word that holds sentences together.
 *
 * @param number from 0, another one for each word
 * @param languages the places of the languages that have it; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record FunctionWord(int number, int[] languages) {}
