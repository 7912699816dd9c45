#include "voice/sip/cause.h"

namespace centralino::voice {

int status_of(Cause cause) {
  switch (cause) {
    case Cause::normal:
      return 480;
    case Cause::cancelled:
      return 487;
    case Cause::busy:
      return 486;
    case Cause::declined:
      return 603;
    case Cause::no_answer:
      return 480;
    case Cause::not_found:
      return 404;
    case Cause::unavailable:
      return 480;
    case Cause::forbidden:
      return 403;
    case Cause::no_codec:
      return 488;
    case Cause::media_lost:
      return 480;
    case Cause::answered_elsewhere:
      return 486;
    case Cause::failed:
      return 500;
  }
  return 500;
}

Cause cause_of(int status) {
  switch (status) {
    case 401:
    case 403:
    case 407:
      return Cause::forbidden;
    case 404:
    case 410:
    case 484:  // incomplete number
    case 604:
      return Cause::not_found;
    case 408:
    case 480:
    case 503:
      return Cause::unavailable;
    case 486:
    case 600:
      return Cause::busy;
    case 487:
      return Cause::cancelled;
    case 415:
    case 488:
    case 606:
      return Cause::no_codec;
    case 603:
    case 607:  // unwanted (RFC 8197)
      return Cause::declined;
    default:
      return Cause::failed;
  }
}

std::string_view phrase(int status) {
  switch (status) {
    case 100:
      return "Trying";
    case 180:
      return "Ringing";
    case 183:
      return "Session Progress";
    case 200:
      return "OK";
    case 202:
      return "Accepted";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 415:
      return "Unsupported Media Type";
    case 416:
      return "Unsupported URI Scheme";
    case 420:
      return "Bad Extension";
    case 422:
      return "Session Interval Too Small";
    case 423:
      return "Interval Too Brief";
    case 480:
      return "Temporarily Unavailable";
    case 481:
      return "Call Does Not Exist";
    case 486:
      return "Busy Here";
    case 487:
      return "Request Terminated";
    case 488:
      return "Not Acceptable Here";
    case 491:
      return "Request Pending";
    case 500:
      return "Server Internal Error";
    case 501:
      return "Not Implemented";
    case 503:
      return "Service Unavailable";
    case 603:
      return "Decline";
    default:
      return "";
  }
}

}  // namespace centralino::voice
