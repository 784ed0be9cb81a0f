package dev.constitution.runner.call;

/** What a request's end says about the provider. */
enum RequestEnd {
    /** It answers, whatever it said. */
    ANSWERED,
    /** It turns requests away for their rate, or asks to be left alone. */
    REFUSED,
    /** It gave no answer. */
    UNANSWERED,
    /** Nothing: the request was given up here. */
    GIVEN_UP
}
