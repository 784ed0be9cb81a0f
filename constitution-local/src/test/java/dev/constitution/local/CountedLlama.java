package dev.constitution.local;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/** llama.cpp itself, with what is held of it counted, and with one function that can be made to fail. */
final class CountedLlama implements InvocationHandler {
    final AtomicInteger loads = new AtomicInteger();
    final AtomicInteger models = new AtomicInteger();
    final AtomicInteger contexts = new AtomicInteger();
    private final LlamaApi real = LlamaRuntime.api();
    private volatile String failing = "";

    LlamaApi api() {
        return (LlamaApi)
                Proxy.newProxyInstance(LlamaApi.class.getClassLoader(), new Class<?>[] {LlamaApi.class}, this);
    }

    /** Makes calls of a function throw. */
    void fail(String function) {
        failing = function;
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals(failing)) {
            throw new IllegalStateException(failing + " fails");
        }
        Object result;
        try {
            result = method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
        switch (method.getName()) {
            case "llama_model_load_from_file" -> {
                loads.incrementAndGet();
                models.incrementAndGet();
            }
            case "llama_model_free" -> models.decrementAndGet();
            case "llama_init_from_model" -> contexts.incrementAndGet();
            case "llama_free" -> contexts.decrementAndGet();
            default -> {}
        }
        return result;
    }
}
