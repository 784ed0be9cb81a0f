/**
 * The embedded model: a LangChain4j chat model that runs a GGUF file inside this process, with llama.cpp.
 *
 * <p>{@link dev.constitution.local.LocalChatModel} answers, {@link dev.constitution.local.ModelFiles} finds or fetches
 * the file it runs.
 */
@NullMarked
package dev.constitution.local;

import org.jspecify.annotations.NullMarked;
