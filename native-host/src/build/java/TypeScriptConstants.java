import dev.stillroom.host.home.ExtensionIds;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.Protocol;
import dev.stillroom.runtime.job.Frames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Writes the protocol's numbers beside its types, so that the extension repeats none of them. */
final class TypeScriptConstants {

  private TypeScriptConstants() {}

  public static void main(String[] arguments) throws IOException {
    String errors =
        Arrays.stream(ErrorCode.values())
            .map(code -> "    " + code.name() + ": " + code.number() + ",\n")
            .collect(Collectors.joining());
    Path file = Path.of(arguments[0]);
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        """
        export const PROTOCOL_VERSION = %d;

        export const HOST_NAME = "%s";

        /** What a browser takes from the host in one frame, in bytes. */
        export const MAX_FRAME_TO_BROWSER = %d;

        export const CHROMIUM_EXTENSION_IDS: readonly string[] = [%s];

        export const FIREFOX_EXTENSION_ID = "%s";

        export const ErrorCode = {
        %s} as const;

        export type ErrorCode = (typeof ErrorCode)[keyof typeof ErrorCode];
        """
            .formatted(
                Protocol.VERSION,
                Protocol.HOST_NAME,
                Frames.MAX_TO_BROWSER,
                ExtensionIds.CHROMIUM.stream()
                    .sorted()
                    .map(id -> '"' + id + '"')
                    .collect(Collectors.joining(", ")),
                ExtensionIds.FIREFOX,
                errors));
  }
}
