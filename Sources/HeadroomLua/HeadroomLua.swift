// HeadroomLua
