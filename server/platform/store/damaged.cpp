#include "platform/store/damaged.h"

#include "platform/store/db.h"

namespace centralino::store {

void damaged(const std::string& what, const Refusal& why) {
  throw StoreError(Failure::corrupt,
                   what + " cannot be read: " + in_words(why) +
                       " The database is damaged: restore a backup, or ask for help with this "
                       "message.");
}

}  // namespace centralino::store
