package dev.constitution.local;

import com.sun.jna.Callback;
import com.sun.jna.Library;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import com.sun.jna.Structure.FieldOrder;
import org.jspecify.annotations.Nullable;

/**
 * The part of llama.cpp's C API that this module calls, as of release b4916.
 *
 * <p>The structures are passed by value: their fields and order are that release's and no other's. C's {@code bool} is a
 * byte in structures and in results, because a caller may rely on the lowest byte only.
 */
interface LlamaApi extends Library {

    /** {@code llama_decode}'s result when the abort callback stopped it. */
    int ABORTED = 2;

    /** {@code LLAMA_TOKEN_ATTR_UNKNOWN | LLAMA_TOKEN_ATTR_CONTROL}. */
    int CONTROL = 1 | (1 << 3);

    /** {@code LLAMA_TOKEN_ATTR_USER_DEFINED}. */
    int USER_DEFINED = 1 << 4;

    void llama_log_set(LogCallback callback, @Nullable Pointer data);

    void llama_backend_init();

    ModelParams llama_model_default_params();

    @Nullable
    Pointer llama_model_load_from_file(String path, ModelParams params);

    void llama_model_free(Pointer model);

    Pointer llama_model_get_vocab(Pointer model);

    int llama_model_n_ctx_train(Pointer model);

    byte llama_model_has_encoder(Pointer model);

    @Nullable
    String llama_model_chat_template(Pointer model, @Nullable String name);

    int llama_vocab_n_tokens(Pointer vocabulary);

    int llama_vocab_bos(Pointer vocabulary);

    byte llama_vocab_get_add_bos(Pointer vocabulary);

    byte llama_vocab_is_eog(Pointer vocabulary, int token);

    int llama_vocab_get_attr(Pointer vocabulary, int token);

    int llama_tokenize(
            Pointer vocabulary,
            byte[] text,
            int length,
            int[] tokens,
            int maxTokens,
            boolean addSpecial,
            boolean parseSpecial);

    int llama_token_to_piece(Pointer vocabulary, int token, byte[] piece, int length, int lstrip, boolean special);

    int llama_chat_apply_template(
            String template, Pointer messages, long messageCount, boolean addAssistant, byte[] rendered, int length);

    ContextParams llama_context_default_params();

    @Nullable
    Pointer llama_init_from_model(Pointer model, ContextParams params);

    void llama_free(Pointer context);

    void llama_set_abort_callback(Pointer context, Pointer callback, Pointer data);

    int llama_decode(Pointer context, Batch batch);

    @Nullable
    Pointer llama_get_logits_ith(Pointer context, int index);

    byte llama_kv_self_seq_rm(Pointer context, int sequence, int from, int to);

    void llama_kv_self_clear(Pointer context);

    /** Receives llama.cpp's log. */
    interface LogCallback extends Callback {
        void invoke(int level, @Nullable String text, @Nullable Pointer data);
    }

    /** {@code llama_model_params}. */
    @FieldOrder({
        "devices",
        "n_gpu_layers",
        "split_mode",
        "main_gpu",
        "tensor_split",
        "progress_callback",
        "progress_callback_user_data",
        "kv_overrides",
        "vocab_only",
        "use_mmap",
        "use_mlock",
        "check_tensors"
    })
    final class ModelParams extends Structure implements Structure.ByValue {
        public @Nullable Pointer devices;
        public int n_gpu_layers;
        public int split_mode;
        public int main_gpu;
        public @Nullable Pointer tensor_split;
        public @Nullable Pointer progress_callback;
        public @Nullable Pointer progress_callback_user_data;
        public @Nullable Pointer kv_overrides;
        public byte vocab_only;
        public byte use_mmap;
        public byte use_mlock;
        public byte check_tensors;
    }

    /** {@code llama_context_params}. */
    @FieldOrder({
        "n_ctx",
        "n_batch",
        "n_ubatch",
        "n_seq_max",
        "n_threads",
        "n_threads_batch",
        "rope_scaling_type",
        "pooling_type",
        "attention_type",
        "rope_freq_base",
        "rope_freq_scale",
        "yarn_ext_factor",
        "yarn_attn_factor",
        "yarn_beta_fast",
        "yarn_beta_slow",
        "yarn_orig_ctx",
        "defrag_thold",
        "cb_eval",
        "cb_eval_user_data",
        "type_k",
        "type_v",
        "logits_all",
        "embeddings",
        "offload_kqv",
        "flash_attn",
        "no_perf",
        "abort_callback",
        "abort_callback_data"
    })
    final class ContextParams extends Structure implements Structure.ByValue {
        public int n_ctx;
        public int n_batch;
        public int n_ubatch;
        public int n_seq_max;
        public int n_threads;
        public int n_threads_batch;
        public int rope_scaling_type;
        public int pooling_type;
        public int attention_type;
        public float rope_freq_base;
        public float rope_freq_scale;
        public float yarn_ext_factor;
        public float yarn_attn_factor;
        public float yarn_beta_fast;
        public float yarn_beta_slow;
        public int yarn_orig_ctx;
        public float defrag_thold;
        public @Nullable Pointer cb_eval;
        public @Nullable Pointer cb_eval_user_data;
        public int type_k;
        public int type_v;
        public byte logits_all;
        public byte embeddings;
        public byte offload_kqv;
        public byte flash_attn;
        public byte no_perf;
        public @Nullable Pointer abort_callback;
        public @Nullable Pointer abort_callback_data;
    }

    /** {@code llama_batch}; what is null is left to llama.cpp: places follow on, logits for the last token. */
    @FieldOrder({"n_tokens", "token", "embd", "pos", "n_seq_id", "seq_id", "logits"})
    final class Batch extends Structure implements Structure.ByValue {
        public int n_tokens;
        public @Nullable Pointer token;
        public @Nullable Pointer embd;
        public @Nullable Pointer pos;
        public @Nullable Pointer n_seq_id;
        public @Nullable Pointer seq_id;
        public @Nullable Pointer logits;
    }
}
