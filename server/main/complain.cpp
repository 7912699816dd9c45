#include "main/complain.h"

#include <iostream>

namespace centralino {

int complain(const Refusal& refusal) {
  std::cerr << "centralino: "
            << (refusal.detail.empty() ? info(refusal.code).english
                                       : std::string_view(refusal.detail))
            << "\n";
  for (const auto& field : refusal.fields)
    std::cerr << "  " << field.field << ": " << field.message << "\n";
  return 1;
}

}  // namespace centralino
