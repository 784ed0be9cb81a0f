package dev.constitution.local;

import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A GGUF model in memory and its vocabulary: immutable and thread-safe until it is freed. */
final class LlamaModel {
    final LlamaApi api;
    private final Pointer pointer;
    final BatchGuard guard;
    private final Pointer vocabulary;
    private final int vocabularySize;

    private LlamaModel(LlamaApi api, Pointer pointer, BatchGuard guard) {
        this.api = api;
        this.pointer = pointer;
        this.guard = guard;
        this.vocabulary = api.llama_model_get_vocab(pointer);
        this.vocabularySize = api.llama_vocab_n_tokens(vocabulary);
    }

    static LlamaModel load(LlamaApi api, Path file) {
        return load(api, file, false);
    }

    /** Its vocabulary alone, in a few MB: good for splitting texts into tokens, and for nothing else. */
    static LlamaModel loadVocabulary(LlamaApi api, Path file) {
        return load(api, file, true);
    }

    private static LlamaModel load(LlamaApi api, Path file, boolean isVocabularyOnly) {
        Gguf.check(file);
        LlamaApi.ModelParams params = api.llama_model_default_params();
        params.n_gpu_layers = 0;
        params.vocab_only = (byte) (isVocabularyOnly ? 1 : 0);
        Pointer pointer;
        try (LlamaLog.Errors errors = LlamaLog.keepErrors()) {
            pointer = api.llama_model_load_from_file(file.toString(), params);
            if (pointer == null) {
                throw new LocalModelException("cannot load " + file + ": llama.cpp says: " + errors
                        + "; download the file again if it is damaged, and use a model of a kind that llama.cpp b4916"
                        + " knows");
            }
        }
        boolean usable = false;
        try {
            LlamaModel model = new LlamaModel(api, pointer, BatchGuard.of(file));
            if (api.llama_model_has_encoder(pointer) != 0 || model.vocabularySize == 0) {
                throw new LocalModelException(
                        "cannot chat with " + file + ": it is not a model that generates text from"
                                + " a prompt alone; use a decoder-only chat model");
            }
            usable = true;
            return model;
        } finally {
            if (!usable) {
                api.llama_model_free(pointer);
            }
        }
    }

    int vocabularySize() {
        return vocabularySize;
    }

    int trainedContext() {
        return api.llama_model_n_ctx_train(pointer);
    }

    @Nullable
    String chatTemplate() {
        return api.llama_model_chat_template(pointer, null);
    }

    /** The tokens of plain text: markers of turns in it stay plain text. */
    int[] tokenize(String text) {
        return tokenize(text, false);
    }

    /** The tokens of text in which special tokens, such as markers of turns, are recognised. */
    int[] tokenizeMarkup(String text) {
        return tokenize(text, true);
    }

    private int[] tokenize(String text, boolean special) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        // A token stands for a byte at least; a leading space that some vocabularies add is one more.
        int[] tokens = new int[bytes.length + 2];
        int count = api.llama_tokenize(vocabulary, bytes, bytes.length, tokens, tokens.length, false, special);
        if (count < 0) {
            throw new LocalModelException("llama.cpp could not split a text of " + bytes.length + " bytes into tokens");
        }
        return Arrays.copyOf(tokens, count);
    }

    /** The bytes that a token stands for; not always whole characters, and none for special tokens. */
    byte[] piece(int token) {
        return piece(token, false);
    }

    /** The text of a token, with special tokens spelt out. */
    String spelling(int token) {
        return new String(piece(token, true), StandardCharsets.UTF_8);
    }

    private byte[] piece(int token, boolean special) {
        byte[] bytes = new byte[64];
        int length = api.llama_token_to_piece(vocabulary, token, bytes, bytes.length, 0, special);
        if (length < 0) {
            bytes = new byte[-length];
            length = api.llama_token_to_piece(vocabulary, token, bytes, bytes.length, 0, special);
        }
        return Arrays.copyOf(bytes, Math.max(0, length));
    }

    /** Whether a token is one that only markup may contain. */
    boolean isControl(int token) {
        return (api.llama_vocab_get_attr(vocabulary, token) & LlamaApi.CONTROL) != 0;
    }

    /** Whether a token stands for a word that is recognised in plain text before anything else is. */
    boolean isUserDefined(int token) {
        return (api.llama_vocab_get_attr(vocabulary, token) & LlamaApi.USER_DEFINED) != 0;
    }

    boolean endsGeneration(int token) {
        return api.llama_vocab_is_eog(vocabulary, token) != 0;
    }

    /** The token that every prompt begins with, or -1 when prompts of this model begin with none. */
    int beginningOfText() {
        return api.llama_vocab_get_add_bos(vocabulary) != 0 ? api.llama_vocab_bos(vocabulary) : -1;
    }

    LlamaContext newContext(int tokens, int threads) {
        LlamaApi.ContextParams params = api.llama_context_default_params();
        params.n_ctx = tokens;
        params.n_batch = LlamaContext.MAX_BATCH;
        params.n_ubatch = LlamaContext.MAX_BATCH;
        params.n_seq_max = 1;
        params.n_threads = threads;
        params.n_threads_batch = threads;
        params.no_perf = 1;
        params.flash_attn = 1; // see BatchGuard
        try (LlamaLog.Errors errors = LlamaLog.keepErrors()) {
            Pointer context = api.llama_init_from_model(pointer, params);
            if (context == null) {
                throw new LocalModelException("cannot create a context of " + tokens + " tokens: llama.cpp says: "
                        + errors + "; lower contextTokens or the number of contexts if memory is short");
            }
            return wrapped(context, tokens);
        }
    }

    private LlamaContext wrapped(Pointer context, int tokens) {
        LlamaContext wrapped = null;
        try {
            wrapped = new LlamaContext(this, context, tokens);
            return wrapped;
        } finally {
            if (wrapped == null) {
                api.llama_free(context);
            }
        }
    }

    void free() {
        api.llama_model_free(pointer);
    }
}
