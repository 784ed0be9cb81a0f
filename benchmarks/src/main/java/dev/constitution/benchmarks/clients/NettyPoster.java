package dev.constitution.benchmarks.clients;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/** Netty's HTTP/1.1 codec on one event loop, on epoll itself where the native library is there. */
final class NettyPoster implements CallbackPoster {
    private final URI address;
    private final EventLoopGroup loop;
    private final Bootstrap bootstrap;
    private final ConcurrentLinkedDeque<Channel> idle = new ConcurrentLinkedDeque<>();

    NettyPoster(URI address) {
        this.address = address;
        boolean epoll = Epoll.isAvailable();
        IoHandlerFactory factory = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        this.loop = new MultiThreadIoEventLoopGroup(1, factory);
        this.bootstrap = new Bootstrap()
                .group(loop)
                .channel(epoll ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline()
                                .addLast(new HttpClientCodec())
                                .addLast(new HttpObjectAggregator(64 << 20))
                                .addLast(new Answers());
                    }
                });
    }

    /** Hands answers on; one request at a time is on a connection. */
    private final class Answers extends SimpleChannelInboundHandler<FullHttpResponse> {
        private @Nullable Reply reply;

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
            Reply waiting = reply;
            reply = null;
            idle.addFirst(context.channel());
            if (waiting != null) {
                waiting.answered(ByteBufUtil.getBytes(response.content()));
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            Reply waiting = reply;
            reply = null;
            var unused = context.close();
            if (waiting != null) {
                waiting.failed(new IOException(cause));
            }
        }
    }

    @Override
    public void post(byte[] json, Reply reply) {
        Channel channel = idle.pollFirst();
        if (channel != null) {
            send(channel, json, reply);
            return;
        }
        bootstrap.connect(address.getHost(), address.getPort()).addListener((ChannelFuture connected) -> {
            if (connected.isSuccess()) {
                send(connected.channel(), json, reply);
            } else {
                reply.failed(new IOException(connected.cause()));
            }
        });
    }

    private void send(Channel channel, byte[] json, Reply reply) {
        DefaultFullHttpRequest request = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1, HttpMethod.POST, address.getPath(), Unpooled.wrappedBuffer(json));
        request.headers()
                .set(HttpHeaderNames.HOST, address.getAuthority())
                .set(HttpHeaderNames.USER_AGENT, Poster.AGENT)
                .set(HttpHeaderNames.AUTHORIZATION, Poster.KEY)
                .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
                .setInt(HttpHeaderNames.CONTENT_LENGTH, json.length);
        channel.eventLoop().execute(() -> {
            channel.pipeline().get(Answers.class).reply = reply;
            var unused = channel.writeAndFlush(request);
        });
    }

    @Override
    public void close() {
        var unused = loop.shutdownGracefully();
    }
}
