package io.github.microovn.lxd.internal.http;

import java.io.IOException;
import java.util.Locale;
import okhttp3.Headers;
import okhttp3.Interceptor;
import okhttp3.Response;

/** Gives headers the names that the daemon has for them. Incus has LXD's under a prefix of its own. */
final class HeaderNames implements Interceptor {
    private static final String LXD = "X-LXD-";
    private static final String INCUS = "X-Incus-";

    private volatile boolean incus;

    void useThoseOfIncus() {
        incus = true;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        if (!incus) {
            return chain.proceed(chain.request());
        }
        Headers renamed = renamed(chain.request().headers(), LXD, INCUS);
        Response response =
                chain.proceed(chain.request().newBuilder().headers(renamed).build());
        return response.newBuilder()
                .headers(renamed(response.headers(), INCUS, LXD))
                .build();
    }

    private static Headers renamed(Headers headers, String from, String to) {
        Headers.Builder renamed = new Headers.Builder();
        headers.forEach(header -> {
            String name = header.getFirst();
            boolean theirs = name.toLowerCase(Locale.ROOT).startsWith(from.toLowerCase(Locale.ROOT));
            renamed.addUnsafeNonAscii(theirs ? to + name.substring(from.length()) : name, header.getSecond());
        });
        return renamed.build();
    }
}
