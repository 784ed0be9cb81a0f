/**
 * HTTP/1.1 over blocking sockets: connections that are kept, proxies, TLS, deadlines.
 * In: a request's head and body. Out: the answer's head, and its body as it comes.
 */
@NullMarked
package dev.constitution.runner.http;

import org.jspecify.annotations.NullMarked;
