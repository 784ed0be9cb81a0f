package dev.constitution.local;

import com.sun.jna.Library;
import com.sun.jna.Native;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** llama.cpp in this process: loaded once, at the first use, and kept until the process ends. */
final class LlamaRuntime {
    // The native side holds no reference that Java's collector knows of.
    private static final LlamaLog LOG = new LlamaLog();
    private static @Nullable LlamaApi api;

    private LlamaRuntime() {}

    static synchronized LlamaApi api() {
        if (api == null) {
            LlamaApi loaded = load(NativeLibraryFile.extract(Host.current()));
            loaded.llama_log_set(LOG, null);
            loaded.llama_backend_init();
            api = loaded;
        }
        return api;
    }

    static LlamaApi load(Path library) {
        try {
            return Native.load(library.toString(), LlamaApi.class, Map.of(Library.OPTION_STRING_ENCODING, "UTF-8"));
        } catch (UnsatisfiedLinkError e) {
            throw new LocalModelException("cannot load " + library + ": " + remedy(String.valueOf(e.getMessage())), e);
        }
    }

    static String remedy(String linkError) {
        if (linkError.contains("libgomp")) {
            return "libgomp.so.1 (GNU OpenMP) is missing; install it with \"apt-get install libgomp1\""
                    + " or \"dnf install libgomp\"";
        }
        if (linkError.contains("failed to map segment") || linkError.contains("ermission denied")) {
            return linkError + "; its folder does not allow programs: point the environment variable"
                    + " CONSTITUTION_CACHE to one that does";
        }
        return linkError;
    }
}
