package dev.constitution.benchmarks.clients;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

/** The core under Apache's blocking client, with a pool of its own that is a stack. */
final class ApacheCore implements Poster {
    private static final Http1Config CONFIG =
            Http1Config.custom().setBufferSize(4096).build();

    private final URI address;
    private final HttpHost host;
    private final ConcurrentLinkedDeque<DefaultBHttpClientConnection> idle = new ConcurrentLinkedDeque<>();

    ApacheCore(URI address) {
        this.address = address;
        this.host = new HttpHost(address.getHost(), address.getPort());
    }

    @Override
    public byte[] post(byte[] json) throws IOException {
        BasicClassicHttpRequest request = new BasicClassicHttpRequest("POST", host, address.getPath());
        request.addHeader("Host", host.toHostString());
        request.addHeader("User-Agent", AGENT);
        request.addHeader("Authorization", KEY);
        request.addHeader("Content-Type", "application/json");
        request.addHeader("Content-Length", json.length);
        request.setEntity(new ByteArrayEntity(json, ContentType.APPLICATION_JSON));
        DefaultBHttpClientConnection connection = idle.pollFirst();
        if (connection == null) {
            connection = new DefaultBHttpClientConnection(CONFIG);
            Socket socket = new Socket(address.getHost(), address.getPort());
            socket.setTcpNoDelay(true);
            connection.bind(socket);
        }
        try {
            connection.sendRequestHeader(request);
            connection.sendRequestEntity(request);
            connection.flush();
            ClassicHttpResponse response = connection.receiveResponseHeader();
            connection.receiveResponseEntity(response);
            byte[] body = EntityUtils.toByteArray(response.getEntity());
            idle.addFirst(connection);
            return body;
        } catch (HttpException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        for (DefaultBHttpClientConnection connection : idle) {
            connection.close();
        }
    }
}
