import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A world of one's own in Java, in five steps: make it, use it, turn its clock, order a fault, read its journal.
 *
 * <p>{@code onmock serve &  java examples/Worlds.java [http://127.0.0.1:8024]} (Java 17, nothing to install)
 */
public final class Worlds {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    public static void main(String[] arguments) throws Exception {
        String server = arguments.length > 0 ? arguments[0] : "http://127.0.0.1:8024";
        try (World world = new World(server, "oniva")) {
            System.out.println("1. A world: " + world.baseUrl);

            world.logIn();
            expect("2. listEvents", world.status("/api/v1/events"), 200);

            world.control("POST", "/clock", "{\"world\": \"%s\", \"advance\": \"PT1H\"}".formatted(world.id));
            expect("3. An hour later", world.status("/api/v1/me"), 401);
            world.logIn();
            expect("3. With a new token", world.status("/api/v1/me"), 200);

            world.control("POST", "/faults", """
                    {"world": "%s", "operation": "listEvents", "times": 1, "effect": {"status": 503}}
                    """.formatted(world.id));
            expect("4. A fault", world.status("/api/v1/events"), 503);
            expect("4. And then", world.status("/api/v1/events"), 200);

            expect("5. Requests of listEvents", world.count("listEvents"), 3);
            expect("5. Requests of issueToken", world.count("issueToken"), 2);
        }
    }

    private static void expect(String what, int found, int expected) {
        System.out.println(what + ": " + found);
        if (found != expected) {
            throw new IllegalStateException(what + ": " + found + ", and not " + expected);
        }
    }

    /** A world that is dropped when it is closed; its clock stands still at noon of 2 March 2026. */
    private static final class World implements AutoCloseable {
        final String id;
        final String baseUrl;
        private final String server;
        private final String clientId;
        private final String secret;
        private String token = "";

        World(String server, String vendor) throws Exception {
            this.server = server;
            String made = control("POST", "/worlds", """
                    {"vendor": "%s", "epoch": "2026-03-02", "freeze": true}
                    """.formatted(vendor));
            id = member(made, "id");
            baseUrl = member(made, "base_url");
            clientId = member(made, "client_id");
            secret = member(made, "client_secret");
        }

        /** Asks the control API, and returns its JSON. */
        String control(String method, String path, String document) throws Exception {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + "/__admin" + path))
                    .header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofString(document));
            HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() >= 400) {
                throw new IllegalStateException(method + " " + path + ": " + answer.body());
            }
            return answer.body();
        }

        void logIn() throws Exception {
            String form = "grant_type=client_credentials&client_id=%s&client_secret=%s".formatted(clientId, secret);
            HttpRequest request = HttpRequest.newBuilder(URI.create(baseUrl + "/oauth/token"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(form))
                    .build();
            token = member(HTTP.send(request, BodyHandlers.ofString()).body(), "access_token");
        }

        int status(String path) throws Exception {
            HttpRequest request = HttpRequest.newBuilder(URI.create(baseUrl + path))
                    .header("Authorization", "Bearer " + token)
                    .build();
            return HTTP.send(request, BodyHandlers.discarding()).statusCode();
        }

        int count(String operation) throws Exception {
            String matcher = "{\"world\": \"%s\", \"operation\": \"%s\"}".formatted(id, operation);
            return Integer.parseInt(member(control("POST", "/requests/count", matcher), "count"));
        }

        @Override
        public void close() throws Exception {
            control("DELETE", "/worlds/" + id, "");
        }

        /** Finds a text or number in JSON; in earnest, take the JSON library that you have. */
        private static String member(String json, String name) {
            Matcher found = Pattern.compile("\"" + name + "\":\"?([^\",}]*)").matcher(json);
            if (!found.find()) {
                throw new IllegalStateException("there is no " + name + " in " + json);
            }
            return found.group(1);
        }
    }
}
