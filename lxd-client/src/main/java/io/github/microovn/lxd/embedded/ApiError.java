package io.github.microovn.lxd.embedded;

/** Ends a request with the daemon's error envelope. */
@SuppressWarnings("serial") // never serialised
final class ApiError extends RuntimeException {
    private final int status;
    private final String text;

    ApiError(int status, String text) {
        super(status + " " + text, null, false, false);
        this.status = status;
        this.text = text;
    }

    static ApiError badRequest(String text) {
        return new ApiError(400, text);
    }

    static ApiError notFound(String text) {
        return new ApiError(404, text);
    }

    static ApiError internal(String text) {
        return new ApiError(500, text);
    }

    Reply reply() {
        return Reply.error(status, text);
    }
}
