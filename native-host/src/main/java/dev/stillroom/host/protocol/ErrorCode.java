package dev.stillroom.host.protocol;

/** Errors by number. Numbers are promised: new ones are appended, none is reused. */
public enum ErrorCode {
  MALFORMED_FRAME(1),
  UNKNOWN_REQUEST(2),
  PROTOCOL_TOO_OLD(3),
  PROTOCOL_TOO_NEW(4),
  BUSY(5),
  INTERNAL(6),
  NOT_FOUND(7),
  NOT_ALLOWED(8),
  OUTSIDE_ALLOWED_FOLDERS(9),
  NOT_POSSIBLE_NOW(10),
  FILE_CHANGED(11),
  CONVERSION_FAILED(12),
  PACK_REFUSED(13),
  INVALID_VALUE(14),
  FORBIDDEN_CALLER(15);

  private final int number;

  ErrorCode(int number) {
    this.number = number;
  }

  /** The code of a number; a newer engine's number that is not known here counts as internal. */
  public static ErrorCode of(int number) {
    for (ErrorCode code : values()) {
      if (code.number == number) {
        return code;
      }
    }
    return INTERNAL;
  }

  public int number() {
    return number;
  }
}
